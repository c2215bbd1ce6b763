-- Recruitments were not kept before: member-svc's feed is read again from zero, which changes nothing else.
UPDATE feed_cursor SET epoch = '', position = 0 WHERE feed = 'member-svc';
