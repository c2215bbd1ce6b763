package dev.touchline.order.sale;

/** Another transaction changed what this one had looked at before it had the locks: begin again. */
public final class Contended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Contended(String what) {
        super(what, null, false, false);
    }
}
