package io.evenkeel.tools.cluster;

/** Thrown where a command waits or works, when its process was told to end; it closes what it opened and ends. */
public final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedException() {
        super("ended as asked");
    }
}
