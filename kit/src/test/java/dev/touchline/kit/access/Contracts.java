package dev.touchline.kit.access;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.jandex.IndexReader;

/** Every service of the contracts: found in the index of the jar of stubs, so that none can be forgotten. */
final class Contracts {

    private Contracts() {}

    static List<ServiceDescriptor> services() {
        return indexed()
                .filter(name -> name.startsWith("dev.touchline.") && name.endsWith("ServiceGrpc"))
                .filter(name -> !name.substring(name.lastIndexOf('.') + 1).startsWith("Mutiny"))
                .sorted()
                .map(Contracts::descriptor)
                .toList();
    }

    static Stream<MethodDescriptor<?, ?>> methods() {
        return services().stream().flatMap(service -> service.getMethods().stream());
    }

    private static Stream<String> indexed() {
        try {
            return Collections.list(Contracts.class.getClassLoader().getResources("META-INF/jandex.idx")).stream()
                    .flatMap(Contracts::classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> classes(URL index) {
        try (InputStream file = index.openStream()) {
            return new IndexReader(file)
                    .read().getKnownClasses().stream().map(known -> known.name().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServiceDescriptor descriptor(String stubs) {
        try {
            Method descriptor = Class.forName(stubs).getMethod("getServiceDescriptor");
            return (ServiceDescriptor) descriptor.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
