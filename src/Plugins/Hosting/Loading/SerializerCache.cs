using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Plugins.Hosting.Loading;

/// <summary>
/// System.Text.Json keeps accessors of every type it has read in a cache of its own, and drops those it has not used for a second only
/// when it meets a type under new options. Without that, the settings of a plugin would keep its load context in memory.
/// </summary>
internal static class SerializerCache
{
    [SuppressMessage("Performance", "CA1869", Justification = "New options are what makes the serializer look.")]
    public static void DropUnused() =>
        // The converter is compared by reference: it makes these options unlike all others.
        JsonSerializer.Deserialize<Empty>("{}", new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } });

    private sealed record Empty;
}
