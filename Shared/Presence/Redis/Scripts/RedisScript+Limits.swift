extension RedisScript {
    /// Takes tokens from a bucket, which is kept as the one moment at which it will be full again.
    ///
    /// Arguments: prefix, bucket, what the tokens are worth, what the whole bucket is worth, both in microseconds of
    /// refill. Answers how many microseconds to wait, 0 if the tokens were taken.
    ///
    /// Numbers of Lua hold whole microseconds since 1970 exactly, for the next two centuries. No bucket lacks more than
    /// all it can hold, even if the server's clock was set back.
    static let take = RedisScript(
        """
        local bucket = ARGV[1] .. 'bucket:' .. ARGV[2]
        local taken, whole = tonumber(ARGV[3]), tonumber(ARGV[4])
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local full = tonumber(redis.call('GET', bucket) or now) or now
        local after = math.min(math.max(full, now), now + whole) + taken
        local wait = after - now - whole
        if wait > 0 then return wait end
        local lifetime = math.ceil((after - now) / 1000) + 1
        redis.call('SET', bucket, string.format('%.0f', after), 'PX', string.format('%.0f', lifetime))
        return 0
        """)
}
