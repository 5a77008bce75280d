using System.Text.Json.Serialization;

namespace StoreScp.Storage.Local;

/// <summary>The lists of texts that SQLite's json_group_array gives.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class StudyJson : JsonSerializerContext;
