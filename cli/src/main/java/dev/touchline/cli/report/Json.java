package dev.touchline.cli.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;

/** Messages of the contracts as JSON, in protobuf's canonical mapping, zeros and empty fields included. */
public final class Json {
    private Json() {}

    /** The JSON of a message, ended by a line break. */
    public static String of(MessageOrBuilder message) {
        try {
            return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message) + "\n";
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A message of known type cannot be printed", e);
        }
    }
}
