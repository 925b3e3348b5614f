package io.evenkeel.core.law.breach;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import javax.net.SocketFactory;

/** Reaches out of the process. */
public final class FileToucher {
    File file;
    Path path;
    URI address;
    SocketFactory sockets;
    Connection database;
    Process process;
    ProcessBuilder builder;
    ProcessHandle handle;
    FileChannel channel;

    long size(final Path path) throws IOException {
        return Files.size(path);
    }

    String host() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }

    void print() {
        System.out.println("spoken");
    }

    boolean hasErrors() {
        return System.err != null;
    }

    boolean hasOutput() {
        return System.out != null;
    }

    Object console() {
        return System.console();
    }

    void loaded() {
        System.load("/lib/native.so");
    }

    void loadedLibrary() {
        System.loadLibrary("native");
    }

    boolean hasInput() {
        return System.in != null;
    }

    Object process() throws IOException {
        return new ProcessBuilder("true").start();
    }
}
