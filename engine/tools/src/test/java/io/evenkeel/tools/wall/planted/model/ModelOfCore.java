package io.evenkeel.tools.wall.planted.model;

import io.evenkeel.core.EngineLimits;

/** A model that knows what it is the second opinion on. */
public final class ModelOfCore {
    static EngineLimits limits;

    private ModelOfCore() {
    }
}
