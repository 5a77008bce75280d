namespace StoreScp.Storage.Local;

/// <summary>An <see cref="InstanceRow"/> as columns; <see cref="Bind"/> and <see cref="Read"/> follow the order of <see cref="Names"/>.</summary>
internal static class InstanceColumns
{
    public const int Count = 30;

    public const string Names =
        """
        receipt, received_sop_instance, ordinal, flags, study, received_study, stored_sop_instance,
        stored_sop_class, stored_series, stored_accession_number, stored_transfer_syntax,
        sop_class, series, accession_number, transfer_syntax,
        calling_ae_title, called_ae_title, peer_address, implementation_class, implementation_version, association,
        object_key, bytes, content_hash, content_length, deliveries, batch, details, handlers, trace
        """;

    private const long DifferentContent = 1;
    private const long IdentityChanged = 2;
    private const long Modified = 8;

    /// <summary>More than one delivery: a flag, so that questions about all rows need not look into the texts of those with one.</summary>
    public const long SeveralDeliveries = 4;

    public static void Bind(Statement statement, InstanceRow row)
    {
        var received = row.Received;
        var changed = row.Stored == received ? null : row.Stored;
        statement
            .Bind(row.Receipt).Bind(received.SOPInstanceUID).Bind(row.Ordinal)
            .Bind((row.DifferentContent ? DifferentContent : 0) | (changed is null ? 0 : IdentityChanged) | (row.Deliveries.Count > 1 ? SeveralDeliveries : 0)
                | (row.IsModified ? Modified : 0))
            .Bind(row.Stored.StudyInstanceUID)
            .Bind(changed is null ? null : received.StudyInstanceUID)
            .Bind(changed?.SOPInstanceUID)
            .Bind(changed?.SOPClassUID).Bind(changed?.SeriesInstanceUID).Bind(changed?.AccessionNumber).Bind(changed?.TransferSyntaxUID)
            .Bind(received.SOPClassUID).Bind(received.SeriesInstanceUID).Bind(received.AccessionNumber).Bind(received.TransferSyntaxUID)
            .Bind(row.CallingAETitle).Bind(row.CalledAETitle).Bind(row.PeerAddress)
            .Bind(row.ImplementationClassUID).Bind(row.ImplementationVersionName).Bind(row.AssociationId)
            .Bind(row.ObjectKey?.Value).Bind(row.Bytes).Bind(row.ContentHash).Bind(row.ContentLength)
            .Bind(DeliveriesText.Write(row.Deliveries)).Bind(DeliveryDetails.BatchOf(row.Deliveries)).Bind(DeliveryDetails.Write(row.Deliveries))
            .Bind(HandlersText.Write(row.Handlers)).Bind(row.Trace?.ToString());
    }

    public static InstanceRow Read(Statement statement)
    {
        var receipt = statement.ReadReceipt();
        var receivedSOPInstance = statement.ReadText();
        var ordinal = (int)statement.ReadInt64();
        var flags = statement.ReadInt64();
        var study = statement.ReadText();
        var receivedStudy = statement.ReadNullableText();
        var stored = ReadChanged(statement, study);
        var received = new InstanceIdentity
        {
            SOPInstanceUID = receivedSOPInstance,
            StudyInstanceUID = receivedStudy ?? study,
            SOPClassUID = statement.ReadText(),
            SeriesInstanceUID = statement.ReadText(),
            AccessionNumber = statement.ReadNullableText(),
            TransferSyntaxUID = statement.ReadText(),
        };
        return new InstanceRow
        {
            Receipt = receipt,
            Received = received,
            Stored = (flags & IdentityChanged) != 0 ? stored : received,
            Ordinal = ordinal,
            CallingAETitle = statement.ReadText(),
            CalledAETitle = statement.ReadText(),
            PeerAddress = statement.ReadText(),
            ImplementationClassUID = statement.ReadNullableText(),
            ImplementationVersionName = statement.ReadNullableText(),
            AssociationId = statement.ReadText(),
            ObjectKey = statement.ReadNullableText() is { } key ? new ObjectKey(key) : null,
            Bytes = statement.ReadInt64(),
            ContentHash = statement.ReadText(),
            ContentLength = statement.ReadInt64(),
            DifferentContent = (flags & DifferentContent) != 0,
            IsModified = (flags & Modified) != 0,
            Deliveries = ReadDeliveries(statement),
            Handlers = HandlersText.Read(statement.ReadNullableText()),
            Trace = TraceSpan.Parse(statement.ReadNullableText()),
        };
    }

    /// <summary>Reads the columns deliveries, batch, details.</summary>
    public static IReadOnlyList<Delivery> ReadDeliveries(Statement statement)
    {
        var deliveries = DeliveriesText.Read(statement.ReadText());
        var batch = statement.ReadNullableText();
        return DeliveryDetails.Read(deliveries, batch, statement.ReadNullableText());
    }

    private static InstanceIdentity ReadChanged(Statement statement, string study) => new()
    {
        StudyInstanceUID = study,
        SOPInstanceUID = statement.ReadNullableText() ?? "",
        SOPClassUID = statement.ReadNullableText() ?? "",
        SeriesInstanceUID = statement.ReadNullableText() ?? "",
        AccessionNumber = statement.ReadNullableText(),
        TransferSyntaxUID = statement.ReadNullableText() ?? "",
    };
}
