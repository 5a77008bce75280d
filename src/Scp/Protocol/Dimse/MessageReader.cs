using System.Buffers;
using System.Runtime.CompilerServices;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>The messages of an association, one after the other: a command set, then perhaps a data set (PS3.7 §6.3, PS3.8 Annex E).</summary>
internal sealed class MessageReader
{
    private readonly UpperLayer _upper;
    private readonly NegotiatedContexts _contexts;
    private readonly PdvCursor _cursor;
    private readonly FragmentedDataSetReader _dataSet;
    private byte[] _command = new byte[512];
    private int _commandLength;
    private NegotiatedContext? _context;
    private volatile bool _isIdle;

    internal MessageReader(UpperLayer upper, NegotiatedContexts contexts, long maximumDataSetBytes)
    {
        _upper = upper;
        _contexts = contexts;
        _cursor = new PdvCursor(upper);
        _dataSet = new FragmentedDataSetReader(upper, _cursor, maximumDataSetBytes);
    }

    /// <summary>No byte of the next message has come. Read from any thread.</summary>
    internal bool IsIdle => _isIdle;

    /// <summary>The presentation context of the message read last.</summary>
    internal NegotiatedContext Context => _context!;

    /// <summary>Waits until the next message, or a release, begins; false when <see cref="TransportInput.Wake"/> ended the wait.</summary>
    internal ValueTask<bool> AwaitMessageAsync(TimeSpan timeout, CancellationToken finish)
    {
        BeginIdle(timeout, finish);
        return _upper.Input.AwaitBytesAsync();
    }

    /// <summary>The next message's command set, or null when a release (<see cref="UpperLayer.ReadInterruptionAsync"/>) came in its place.</summary>
    /// <param name="finish">When cancelled, no further message is begun.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<DimseCommand?> ReadCommandAsync(TimeSpan idleTimeout, CancellationToken finish)
    {
        var input = _upper.Input;
        _commandLength = 0;
        _context = null;
        BeginIdle(idleTimeout, finish);
        while (true)
        {
            var read = await input.ReadAsync();
            var rest = read.Buffer;
            var isFirstByte = _isIdle && !rest.IsEmpty;
            if (isFirstByte)
            {
                _isIdle = false;
                input.AllowInAll(_upper.Options.MessageTimeout);
            }
            var step = TakeCommand(ref rest);
            input.AdvanceTo(rest.Start, step == PdvStep.NeedMoreBytes ? rest.End : rest.Start);
            if (step == PdvStep.Fragment) return CommandSetReader.Read(_command.AsSpan(0, _commandLength), _context!.AbstractSyntax);
            if (step == PdvStep.OtherPdu)
            {
                await _upper.ReadInterruptionAsync(isInMessage: _context is not null);
                return null;
            }
            if (read.IsCompleted) throw input.Fail(AssociationLostException.Closed("the connection closed"));
            if (!_isIdle) _cursor.AwaitMore(hasBytes: !rest.IsEmpty);
        }
    }

    /// <summary>The data set of the message whose command was read last.</summary>
    internal FragmentedDataSetReader BeginDataSet()
    {
        _dataSet.Begin(_context!);
        return _dataSet;
    }

    private void BeginIdle(TimeSpan timeout, CancellationToken finish)
    {
        _isIdle = true;
        // After the flag, so that whoever cancels this token sees one or is seen by the other.
        if (finish.IsCancellationRequested) throw _upper.Input.Fail(AssociationLostException.ShuttingDown());
        _upper.Input.Allow(timeout, "the next message");
        _upper.Input.AllowInAll(TimeSpan.MaxValue);
    }

    /// <summary>Fragment: the command set is whole.</summary>
    private PdvStep TakeCommand(ref ReadOnlySequence<byte> rest)
    {
        Span<byte> copy = stackalloc byte[PdvCursor.LongestHead];
        while (true)
        {
            if (_cursor.FragmentLeft == 0)
            {
                var step = _cursor.Next(PdvCursor.Head(rest, 0, copy), out var taken);
                rest = rest.Slice(taken);
                if (step != PdvStep.Fragment) return step;
                CheckFragment();
            }
            var length = (int)Math.Min(_cursor.FragmentLeft, rest.Length);
            Append(rest.Slice(0, length));
            _cursor.Take(length);
            rest = rest.Slice(length);
            if (_cursor.FragmentLeft > 0) return PdvStep.NeedMoreBytes;
            if (_cursor.IsLast) return PdvStep.Fragment;
        }
    }

    private void CheckFragment()
    {
        if (!_cursor.IsCommand) throw AssociationAbortException.UnexpectedParameter("a data set fragment where a command was due");
        var context = _contexts.Find(_cursor.PresentationContextID)
            ?? throw AssociationAbortException.InvalidParameter("a presentation context that was not accepted");
        if (_context is not null && _context != context) throw AssociationAbortException.UnexpectedParameter("a message on two presentation contexts");
        _context = context;
        if (_commandLength + _cursor.FragmentLeft > _upper.Options.MaximumCommandBytes) throw AssociationAbortException.InvalidParameter("a command set longer than the limit");
    }

    // Grows with what has come, never with what is announced.
    private void Append(in ReadOnlySequence<byte> bytes)
    {
        var end = _commandLength + (int)bytes.Length;
        if (end > _command.Length) Array.Resize(ref _command, Math.Max(end, _command.Length * 2));
        bytes.CopyTo(_command.AsSpan(_commandLength));
        _commandLength = end;
    }
}
