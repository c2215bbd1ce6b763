package dev.touchline.e2e.manifests;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds what the API server would ignore or refuse: fields that the model does not know. They are all that its
 * {@code additionalProperties} maps can hold, at any depth.
 */
final class Strict {
    private final List<String> faults = new ArrayList<>();

    private Strict() {}

    /** The paths of everything in a document that Kubernetes does not know. */
    static List<String> faults(KubernetesResource document) {
        Strict strict = new Strict();
        strict.visit(document.getClass().getSimpleName(), document);
        return strict.faults;
    }

    private void visit(String path, Object value) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                visit(path + "[" + index++ + "]", item);
            }
        } else if (value instanceof IntOrString number) {
            // The API server takes text only as a percentage or as the name of a port.
            if (number.getStrVal() != null && number.getStrVal().matches("\\d+")) {
                faults.add(path + ": \"" + number.getStrVal() + "\" (expected: a number without quotes)");
            }
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.")) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    visit(path, field, value);
                }
            }
        }
    }

    private void visit(String path, Field field, Object owner) {
        if (java.lang.reflect.Modifier.isStatic(field.getModifiers()) || owner instanceof Enum) {
            return;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (field.getName().equals("additionalProperties")) {
                if (value instanceof Map<?, ?> unknown) {
                    unknown.keySet().forEach(name -> faults.add(path + "." + name));
                }
            } else {
                visit(path + "." + field.getName(), value);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(path, e);
        }
    }
}
