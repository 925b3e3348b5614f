package io.evenkeel.tools.scenario;

/**
 * One line of a scenario file.
 *
 * @param number    line number, from 1.
 * @param key       its one key.
 * @param statement what it says.
 */
record ScenarioLine(int number, String key, Statement statement) {
}
