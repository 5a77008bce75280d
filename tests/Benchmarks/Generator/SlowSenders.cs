using System.Net.Sockets;

namespace StoreScp.Benchmarks.Generator;

/// <summary>
/// Keeps every association in the midst of one large instance for as long as possible: all send their first part at once; then a few at a
/// time send the rest at full speed, while the others trickle, so that no server may take them for idle.
/// </summary>
public sealed class SlowSenders(MessageTemplate template, int port, RssOptions options)
{
    private const int PartBytes = 1 << 20;
    private const int TrickleBytes = 128 << 10;
    private static readonly TimeSpan TrickleInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _handshakes = new(16);
    private readonly SemaphoreSlim _fullSpeed = new(options.Wave);
    private readonly TaskCompletionSource _allHaveSentTheirFirstPart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting = options.Associations;
    private int _sending;

    /// <summary>How many associations were in the midst of an instance at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Returns how many instances were answered with Success, and what went wrong with the others.</summary>
    public async Task<(int Succeeded, IReadOnlyList<string> Troubles)> RunAsync(CancellationToken cancellation)
    {
        var troubles = await Task.WhenAll(Enumerable.Range(0, options.Associations).Select(i => Task.Run(() => SendAsync(i, cancellation), cancellation)));
        return (troubles.Count(t => t is null), [.. troubles.OfType<string>().CountBy(t => t).Select(t => $"{t.Value} × {t.Key}")]);
    }

    private async Task<string?> SendAsync(int index, CancellationToken cancellation)
    {
        using var association = new GeneratorAssociation();
        try
        {
            if (await EstablishAsync(association, cancellation) is { } refusal)
            {
                FirstPartIsOver();
                return refusal;
            }

            var status = await SendInstanceAsync(association, index, cancellation);
            await association.ReleaseAsync(cancellation);
            return status == 0 ? null : $"status {status:X4}H";
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException)
        {
            return failure.Message;
        }
    }

    private async Task<string?> EstablishAsync(GeneratorAssociation association, CancellationToken cancellation)
    {
        await _handshakes.WaitAsync(cancellation);
        try
        {
            return await association.EstablishAsync(port, AssociatePdus.AssociateRQ(template.Instance.SOPClassUID), cancellation);
        }
        finally
        {
            _handshakes.Release();
        }
    }

    private async Task<ushort> SendInstanceAsync(GeneratorAssociation association, int index, CancellationToken cancellation)
    {
        var message = new MessageHead(template, index);
        var messageId = message.Next(index);
        await association.SendPartAsync(message.Bytes, cancellation);
        lock (_fullSpeed)
            MostAtOnce = Math.Max(MostAtOnce, ++_sending);
        var sent = (long)message.Bytes.Length;
        try
        {
            sent = await SendPartsAsync(association, sent, options.InFlightBytes, cancellation);
        }
        finally
        {
            FirstPartIsOver();
        }

        while (!await IsMyTurnAsync(cancellation))
            sent = await SendPartsAsync(association, sent, Math.Min(sent + TrickleBytes, template.Bytes.Length - PartBytes), cancellation);
        try
        {
            await SendPartsAsync(association, sent, template.Bytes.Length, cancellation);
            return await association.ReadResponseAsync(messageId, cancellation);
        }
        finally
        {
            lock (_fullSpeed)
                _sending--;
            _fullSpeed.Release();
        }
    }

    private async Task<bool> IsMyTurnAsync(CancellationToken cancellation)
    {
        if (!_allHaveSentTheirFirstPart.Task.IsCompleted)
        {
            await Task.WhenAny(_allHaveSentTheirFirstPart.Task, Task.Delay(TrickleInterval, cancellation));
            return false;
        }

        return await _fullSpeed.WaitAsync(TrickleInterval, cancellation);
    }

    private async Task<long> SendPartsAsync(GeneratorAssociation association, long from, long to, CancellationToken cancellation)
    {
        while (from < to)
        {
            var take = (int)Math.Min(PartBytes, to - from);
            await association.SendPartAsync(template.Bytes.AsMemory((int)from, take), cancellation);
            from += take;
        }

        return from;
    }

    private void FirstPartIsOver()
    {
        if (Interlocked.Decrement(ref _waiting) == 0)
            _allHaveSentTheirFirstPart.SetResult();
    }
}
