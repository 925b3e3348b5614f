package io.evenkeel.client;

/**
 * Caps on what comes in and limits on what goes out of an asset, in its units; 0 switches one off.
 *
 * @param asset           asset id.
 * @param depositCap      most that the clearing may hold by deposits.
 * @param accountLimit    most that one account may hold by deposits.
 * @param withdrawalLimit most that may be withdrawn in a window.
 * @param windowMs        length of a window, cluster time.
 * @param delayAbove      withdrawals above wait before they are sent.
 * @param delayMs         how long they wait.
 */
public record CollateralLimits(
        int asset,
        long depositCap,
        long accountLimit,
        long withdrawalLimit,
        long windowMs,
        long delayAbove,
        long delayMs) {
}
