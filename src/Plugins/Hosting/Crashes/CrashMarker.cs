using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace StoreScp.Plugins.Hosting.Crashes;

/// <summary>
/// The file handlers.running: how many calls of each handler run at this moment, counted in shared memory. The kernel keeps what was
/// written when the process ends by a fault (stack overflow, out of memory, FailFast), so that the next start knows which handlers ran.
/// It is never flushed: it need not survive a power cut.
/// </summary>
/// <remarks>
/// 16 bytes of signature; then records of 512 bytes: calls that run (int32, as the machine has it), length of the text (uint16, little
/// endian), text (UTF-8: handler, plugin, version and "start" or "call", separated by tabs). A length of 0: unused.
/// </remarks>
internal sealed unsafe class CrashMarker : IDisposable
{
    public const string FileName = "handlers.running";

    private const int Records = 1024;
    private const int RecordBytes = 512;
    private const int LengthOffset = 4;
    private const int TextOffset = 6;

    private static readonly byte[] Signature = [.. "StoreSCP running"u8];

    private readonly Lock _lock = new();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _memory;
    private readonly bool[] _used = new bool[Records];

    private CrashMarker(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _memory);
        Signature.CopyTo(new Span<byte>(_memory, Signature.Length));
    }

    public static CrashMarker Create(string folder) => new(
        MemoryMappedFile.CreateFromFile(Path.Combine(folder, FileName), FileMode.CreateNew, null, Signature.Length + (Records * RecordBytes)));

    /// <summary>A place for the calls of one handler.</summary>
    /// <exception cref="InvalidOperationException">There is none left.</exception>
    public CrashMark Add(string handler, string plugin, string version, bool atStart)
    {
        var text = Encoding.UTF8.GetBytes($"{handler}\t{plugin}\t{version}\t{(atStart ? "start" : "call")}");
        lock (_lock)
        {
            var index = Array.IndexOf(_used, false);
            if (index < 0)
                throw new InvalidOperationException($"More than {Records} handlers are loaded at once.");
            _used[index] = true;
            var record = Record(index);
            text.CopyTo(record[TextOffset..]);
            BinaryPrimitives.WriteUInt16LittleEndian(record[LengthOffset..], (ushort)text.Length);
            return new(this, index, (int*)(_memory + Signature.Length + (index * RecordBytes)));
        }
    }

    /// <summary>The handlers that ran when the process which wrote the file ended.</summary>
    public static IReadOnlyList<CrashedHandler> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        var bytes = File.ReadAllBytes(path).AsSpan();
        var crashed = new List<CrashedHandler>();
        if (!bytes.StartsWith(Signature))
            return crashed;
        for (var rest = bytes[Signature.Length..]; rest.Length >= RecordBytes; rest = rest[RecordBytes..])
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[LengthOffset..]);
            if (BitConverter.ToInt32(rest) <= 0 || length is 0 or > RecordBytes - TextOffset)
                continue;
            if (Encoding.UTF8.GetString(rest.Slice(TextOffset, length)).Split('\t') is [var handler, var plugin, var version, var phase])
                crashed.Add(new(handler, plugin, version, phase == "start"));
        }
        return crashed;
    }

    /// <summary>Unmaps the file, unless a call that hangs may still write to it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (Array.IndexOf(_used, true) >= 0)
                return;
        }
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    internal void Remove(int index)
    {
        lock (_lock)
        {
            Record(index).Clear();
            _used[index] = false;
        }
    }

    private Span<byte> Record(int index) => new(_memory + Signature.Length + (index * RecordBytes), RecordBytes);
}
