package dev.touchline.member.registry;

/** Somebody split a person between the look at it and its lock, so that a merge is needed after all: begin again. */
final class ComponentsMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ComponentsMovedException() {
        super("A person was split while a batch that names it began", null, false, false);
    }
}
