namespace StoreScp.Emulator;

/// <summary>Tags of data stores and image sets, by ARN.</summary>
internal sealed class TagTable(EmulatorDatabase database)
{
    public List<KeyValuePair<string, string>> Of(string arn) => database.Query(
        "SELECT key, value FROM tag WHERE arn = $1 ORDER BY key", row => KeyValuePair.Create(row.Text("key"), row.Text("value")), arn);

    public void Set(string arn, string key, string value) => database.Execute(
        "INSERT INTO tag (arn, key, value) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", arn, key, value);

    public void Remove(string arn, string key) => database.Execute("DELETE FROM tag WHERE arn = $1 AND key = $2", arn, key);
}
