using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Storage.Local;

/// <summary>The handlers of a row as JSON, with short names, since every row of a site with plugins has them.</summary>
internal static partial class HandlersText
{
    public static string? Write(IReadOnlyList<HandlerRecord> handlers) => handlers.Count == 0
        ? null
        : JsonSerializer.Serialize(handlers.Select(Entry.Of).ToArray(), Context.Default.EntryArray);

    public static IReadOnlyList<HandlerRecord> Read(string? text) => text is null
        ? []
        : [.. JsonSerializer.Deserialize(text, Context.Default.EntryArray)!.Select(entry => entry.ToRecord())];

    /// <param name="H">Handler.</param>
    /// <param name="P">Plugin.</param>
    /// <param name="V">Version.</param>
    /// <param name="R">Result.</param>
    /// <param name="Why">Reason.</param>
    /// <param name="F">Has failed.</param>
    /// <param name="Us">Microseconds.</param>
    /// <param name="C">Changed elements.</param>
    /// <param name="More">Has more changes.</param>
    internal sealed record Entry(string H, string P, string V, string R, string? Why, bool F, long Us, IReadOnlyList<string>? C, bool More)
    {
        public static Entry Of(HandlerRecord record) => new(
            record.Handler, record.Plugin, record.Version, record.Result, record.Reason, record.HasFailed, record.ElapsedMicroseconds,
            record.Changed.Count == 0 ? null : record.Changed, record.HasMoreChanges);

        public HandlerRecord ToRecord() => new()
        {
            Handler = H,
            Plugin = P,
            Version = V,
            Result = R,
            Reason = Why,
            HasFailed = F,
            ElapsedMicroseconds = Us,
            Changed = C ?? [],
            HasMoreChanges = More,
        };
    }

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(Entry[]))]
    internal sealed partial class Context : JsonSerializerContext;
}
