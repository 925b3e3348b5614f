package io.evenkeel.tools.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;

/** A connection whose process dies at its n-th step: a step is a statement that is executed, or a commit. */
final class MortalConnection {
    private final Connection connection;
    private final int lastStep;
    private final boolean isStepDone;
    private int steps;

    /**
     * Counts from now on.
     *
     * @param lastStep   at which step it dies.
     * @param isStepDone whether the step is done before it dies.
     */
    MortalConnection(final Connection connection, final int lastStep, final boolean isStepDone) {
        this.connection = connection;
        this.lastStep = lastStep;
        this.isStepDone = isStepDone;
    }

    /** Thrown where the process would be no more. */
    static final class DeadException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Connection connection() {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            final Object result = method.getName().equals("commit")
                    ? step(connection, method, arguments)
                    : call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? statement(statement) : result;
        });
    }

    private PreparedStatement statement(final PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> method.getName().startsWith("execute")
                ? step(statement, method, arguments)
                : call(statement, method, arguments));
    }

    /** Something else that happens to the process, and may be its end. */
    void step() {
        steps++;
        if (steps == lastStep) {
            throw new DeadException();
        }
    }

    private Object step(final Object target, final Method method, final Object[] arguments) throws Throwable {
        steps++;
        if (steps == lastStep && !isStepDone) {
            throw new DeadException();
        }
        final Object result = call(target, method, arguments);
        if (steps == lastStep) {
            throw new DeadException();
        }
        return result;
    }

    private static Object call(final Object target, final Method method, final Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(final Class<T> type, final InvocationHandler handler) {
        final ClassLoader loader = MortalConnection.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }
}
