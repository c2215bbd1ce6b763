package dev.touchline.e2e;

import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Readers of a feed that ask for a page and take its headers, but nothing of the page: over channels with a small window, the
 * service cannot send it and has to keep it.
 */
final class StalledReaders {

    private static final int PARTITIONS = 16;

    private final List<Reader> readers = new ArrayList<>();

    /** So many over each channel. */
    static StalledReaders start(List<Channel> channels, int each) {
        StalledReaders all = new StalledReaders();
        for (int number = 0; number < each * channels.size(); number++) {
            Reader reader = new Reader(channels.get(number % channels.size())
                    .newCall(FeedServiceGrpc.getReadFeedMethod(), CallOptions.DEFAULT));
            reader.call.start(reader, new Metadata());
            reader.call.sendMessage(ReadFeedRequest.newBuilder()
                    .setPartition(number / channels.size() % PARTITIONS)
                    .build());
            reader.call.halfClose();
            all.readers.add(reader);
        }
        return all;
    }

    /** Those whose page was begun. */
    long stalled() {
        return readers.stream().filter(reader -> reader.begun).count();
    }

    /** Whether each was given a page, or none. */
    boolean areAllAnswered() {
        return readers.stream().allMatch(reader -> reader.begun || reader.end != null);
    }

    /** Lets all read on. */
    void goOn() {
        readers.forEach(reader -> reader.call.request(2));
    }

    boolean haveAllEnded() {
        return readers.stream().allMatch(reader -> reader.end != null);
    }

    /** How their calls ended. */
    Map<Status.Code, Long> ends() {
        Map<Status.Code, Long> ends = new TreeMap<>();
        readers.stream().filter(reader -> reader.end != null).forEach(reader -> ends.merge(reader.end, 1L, Long::sum));
        return ends;
    }

    private static final class Reader extends ClientCall.Listener<ReadFeedResponse> {

        private final ClientCall<ReadFeedRequest, ReadFeedResponse> call;
        private volatile boolean begun;
        private volatile Status.Code end;

        Reader(ClientCall<ReadFeedRequest, ReadFeedResponse> call) {
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata headers) {
            begun = true;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end = status.getCode();
        }
    }
}
