package dev.touchline.e2e.manifests;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration files of the services, as far as the manifests repeat them. */
record Settings(Properties properties) {
    private static final String KIT = "kit/src/main/resources/META-INF/microprofile-config.properties";
    private static final Pattern NAMED = Pattern.compile("\"(touchline(?:\\.[a-z0-9-]+)+)\"");
    private static final Pattern DEFAULTED = Pattern.compile("\\$\\{(touchline(?:\\.[a-z0-9-]+)+)");
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\([^)]*\"(touchline(?:\\.[a-z0-9-]+)*)\"");
    private static final Pattern METHOD = Pattern.compile("\\s(\\w+)\\(\\);");

    static Settings kit() {
        return new Settings(load(KIT, new Properties()));
    }

    static Settings of(String service) {
        return new Settings(load(service + "/src/main/resources/application.properties", kit().properties()));
    }

    int number(String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new AssertionError("no setting " + name);
        }
        return Integer.parseInt(value);
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(properties.getProperty(name));
    }

    /** The environment variable of every setting that a properties file or a Java source names. */
    static Set<String> knownVariables() {
        Set<String> names = new TreeSet<>(kit().properties().stringPropertyNames());
        Overlay.SERVICES.forEach(
                service -> names.addAll(of(service).properties().stringPropertyNames()));
        DEFAULTED.matcher(Tools.read(KIT)).results().forEach(found -> names.add(found.group(1)));
        Stream.concat(Stream.of("kit"), Overlay.SERVICES.stream()).forEach(module -> addNamedInSources(module, names));
        Set<String> variables = new TreeSet<>();
        names.forEach(name -> variables.add(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
        return variables;
    }

    private static void addNamedInSources(String module, Set<String> names) {
        try (Stream<Path> files = Files.walk(Tools.ROOT.resolve(module + "/src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                NAMED.matcher(source).results().forEach(found -> names.add(found.group(1)));
                Matcher prefix = PREFIX.matcher(source);
                if (prefix.find()) {
                    List<String> methods = METHOD.matcher(source)
                            .results()
                            .map(found -> found.group(1))
                            .toList();
                    methods.forEach(method -> names.add(prefix.group(1) + "."
                            + method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(String path, Properties defaults) {
        Properties properties = new Properties();
        properties.putAll(defaults);
        try {
            properties.load(new StringReader(Tools.read(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
