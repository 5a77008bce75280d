namespace StoreScp.Storage.Local;

/// <summary>The WHERE clause of an <see cref="InstanceQuery"/>.</summary>
/// <param name="Query">What the operator asks for.</param>
/// <param name="Before">The last receipt of the page before; null for the first page.</param>
internal sealed record InstanceFilter(InstanceQuery Query, ReceiptId? Before = null)
{
    public string Where
    {
        get
        {
            List<string> conditions = [];
            if (Query.StudyInstanceUID is not null)
                conditions.Add("(study = ? OR received_study = ?)");
            if (Query.SOPInstanceUID is not null)
                conditions.Add("(received_sop_instance = ? OR stored_sop_instance = ?)");
            if (Query.AccessionNumber is not null)
                conditions.Add("(accession_number = ? OR stored_accession_number = ?)");
            if (Query.States is { } states)
                conditions.Add($"({string.Join(" OR ", states.Select(DeliveriesText.HasState).DefaultIfEmpty("FALSE"))})");
            if (Query.Since is not null)
                conditions.Add("receipt >= ?");
            if (Query.Until is not null)
                conditions.Add("receipt < ?");
            if (Before is not null)
                conditions.Add("receipt < ?");
            return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        }
    }

    public Statement Bind(Statement statement)
    {
        if (Query.StudyInstanceUID is { } study)
            statement.Bind(study).Bind(study);
        if (Query.SOPInstanceUID is { } instance)
            statement.Bind(instance).Bind(instance);
        if (Query.AccessionNumber is { } accession)
            statement.Bind(accession).Bind(accession);
        if (Query.Since is { } since)
            statement.Bind(ReceiptId.FirstAt(since));
        if (Query.Until is { } until)
            statement.Bind(ReceiptId.FirstAt(until));
        if (Before is { } before)
            statement.Bind(before);
        return statement;
    }
}
