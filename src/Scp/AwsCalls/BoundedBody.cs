namespace StoreScp.AwsCalls;

/// <summary>The body of an answer in memory, up to a limit.</summary>
public static class BoundedBody
{
    /// <returns>Null when the body is longer than the limit; no more than the limit was read then.</returns>
    public static async Task<ReadOnlyMemory<byte>?> TryReadAsync(HttpContent content, int maximumBytes, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > maximumBytes)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        // Grows with what has come, not with what was announced.
        var body = new byte[Math.Min(4096, maximumBytes)];
        var length = 0;
        while (true)
        {
            if (length == body.Length)
                Array.Resize(ref body, (int)Math.Min(2L * length, maximumBytes + 1L));
            var read = await stream.ReadAsync(body.AsMemory(length), cancellation);
            if (read == 0)
                return body.AsMemory(0, length);
            length += read;
            if (length > maximumBytes)
                return null;
        }
    }
}
