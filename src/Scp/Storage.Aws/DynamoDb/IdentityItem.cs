namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>An <see cref="InstanceIdentity"/> as attributes.</summary>
internal static class IdentityItem
{
    public static void Write(Item item, InstanceIdentity identity)
    {
        item["sop"] = ItemValue.Of(identity.SOPInstanceUID);
        item["class"] = ItemValue.Of(identity.SOPClassUID);
        item["study"] = ItemValue.Of(identity.StudyInstanceUID);
        item["series"] = ItemValue.Of(identity.SeriesInstanceUID);
        item["syntax"] = ItemValue.Of(identity.TransferSyntaxUID);
        item.Set("accession", identity.AccessionNumber);
    }

    public static InstanceIdentity Read(Item item) => new()
    {
        SOPInstanceUID = item.Text("sop"),
        SOPClassUID = item.Text("class"),
        StudyInstanceUID = item.Text("study"),
        SeriesInstanceUID = item.Text("series"),
        TransferSyntaxUID = item.Text("syntax"),
        AccessionNumber = item.OptionalText("accession"),
    };
}
