package io.evenkeel.model;

/**
 * Money on its way out, until a gateway says what became of it.
 *
 * @param id      1, 2, 3 … in order of making.
 * @param account whose money it was.
 * @param asset   what is paid.
 * @param amount  how much.
 */
public record ModelInstruction(long id, long account, int asset, long amount) {
}
