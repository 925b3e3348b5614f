package io.evenkeel.tools.tidy;

import java.util.List;
import java.util.regex.Pattern;

/** Open ends belong in an issue. Judged on any text file. */
final class OpenEndRule implements TidyRule {
    private static final Pattern OPEN_END = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");

    @Override
    public List<String> breaches(final SourceFile source) {
        return breaches(source.name(), source.lines());
    }

    static List<String> breaches(final String name, final List<String> lines) {
        return lines.stream()
                .filter(line -> OPEN_END.matcher(line).find())
                .map(line -> name + ": " + line.strip())
                .toList();
    }
}
