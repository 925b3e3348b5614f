package io.evenkeel.tools;

import picocli.CommandLine.IVersionProvider;

/** Says which build this is, from the manifest of its jar, and on what it runs. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        final String version = ManifestVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "evenkeel " + (version == null ? "(not from a jar)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
