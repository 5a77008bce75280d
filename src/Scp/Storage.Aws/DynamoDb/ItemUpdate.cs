using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Builds the update of one item. Every attribute gets a stand-in: DynamoDB reserves some 500 words.</summary>
internal sealed class ItemUpdate
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Item _values = [];
    private readonly List<string> _sets = [];
    private readonly List<string> _removes = [];
    private readonly List<string> _conditions = [];

    public ItemUpdate Set(string name, AttributeValue? value)
    {
        if (value is null)
            return Remove(name);
        _sets.Add($"{NameOf(name)} = {ValueOf(value)}");
        return this;
    }

    public ItemUpdate Remove(string name)
    {
        _removes.Add(NameOf(name));
        return this;
    }

    public ItemUpdate Add(string name, long number)
    {
        _sets.Add($"{NameOf(name)} = {NameOf(name)} + {ValueOf(ItemValue.Of(number))}");
        return this;
    }

    public ItemUpdate When(string name, AttributeValue value)
    {
        _conditions.Add($"{NameOf(name)} = {ValueOf(value)}");
        return this;
    }

    /// <summary>Only an item that is there is changed.</summary>
    public TransactWriteItem Of(string table, Item key)
    {
        var update = _sets.Count == 0 ? "" : "SET " + string.Join(", ", _sets);
        if (_removes.Count > 0)
            update += " REMOVE " + string.Join(", ", _removes);
        _conditions.Add($"attribute_exists({NameOf(DynamoDbTable.PartitionKey)})");
        return ConditionalWrite.Update(table, key, update.Trim(), string.Join(" AND ", _conditions), _values, _names);
    }

    private string NameOf(string name)
    {
        var standIn = "#" + name;
        _names[standIn] = name;
        return standIn;
    }

    private string ValueOf(AttributeValue value)
    {
        var standIn = string.Create(CultureInfo.InvariantCulture, $":{_values.Count}");
        _values[standIn] = value;
        return standIn;
    }
}
