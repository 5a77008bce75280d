using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>Adds a field that no model knows to every object of a document: clients have to ignore it. Maps are no objects.</summary>
internal static class UnknownFields
{
    public static void AddTo(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items) AddTo(item);
        }
        else if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members)
                if (name != "tags") AddTo(member);
            members["fieldOfTheFuture"] = new JsonArray("unknown", 1);
        }
    }
}
