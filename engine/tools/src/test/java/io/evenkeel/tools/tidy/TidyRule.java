package io.evenkeel.tools.tidy;

import java.util.List;

/** One rule of the house's style that can be judged file by file. */
interface TidyRule {
    /** {@return one line for each breach in the file, with where it is} */
    List<String> breaches(SourceFile source);
}
