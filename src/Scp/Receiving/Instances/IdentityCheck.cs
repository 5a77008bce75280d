using System.Security.Cryptography;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Headers;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>Who an instance says it is, checked: command and data set agree, and every UID is usable or the site wants it in quarantine.</summary>
internal readonly record struct IdentityCheck
{
    public InstanceIdentity Identity { get; private init; }

    /// <summary>Why the instance goes to quarantine; null for a sound one.</summary>
    public string? Quarantine { get; private init; }

    /// <param name="sopClassUID">As the command says.</param>
    /// <param name="sopInstanceUID">As the command says.</param>
    /// <exception cref="StoreFailureException">A900H when command and data set differ, C000H for a UID that is missing, or unusable and not wanted.</exception>
    public static IdentityCheck Of(
        string? sopClassUID, string? sopInstanceUID, in HeaderFields header, string transferSyntaxUID, InvalidUIDPolicy policy)
    {
        RequireSame(sopClassUID, header.SOPClassUID, DicomTag.SOPClassUID);
        RequireSame(sopInstanceUID, header.SOPInstanceUID, DicomTag.SOPInstanceUID);

        DicomTag? unusable = null;
        var identity = new InstanceIdentity
        {
            SOPClassUID = Usable(header.SOPClassUID, DicomTag.SOPClassUID, ref unusable),
            SOPInstanceUID = Usable(header.SOPInstanceUID, DicomTag.SOPInstanceUID, ref unusable),
            StudyInstanceUID = Usable(header.StudyInstanceUID, DicomTag.StudyInstanceUID, ref unusable),
            SeriesInstanceUID = Usable(header.SeriesInstanceUID, DicomTag.SeriesInstanceUID, ref unusable),
            AccessionNumber = header.AccessionNumber,
            TransferSyntaxUID = transferSyntaxUID,
        };
        if (unusable is not { } tag)
            return new IdentityCheck { Identity = identity };

        var reason = $"{DicomDictionary.KeywordOf(tag)} is not a UID (PS3.5 9.1)";
        return policy == InvalidUIDPolicy.Quarantine
            ? new IdentityCheck { Identity = identity, Quarantine = reason }
            : throw new StoreFailureException(DimseStatus.CannotUnderstand, reason);
    }

    /// <summary>Where the object goes: only usable UIDs become part of a name.</summary>
    public ObjectKey KeyFor(ReceiptId receipt) => Quarantine is null
        ? ObjectKeys.ForInstance(Identity.StudyInstanceUID, Identity.SOPInstanceUID, receipt)
        : ObjectKeys.ForQuarantine(Identity.SOPInstanceUID, receipt);

    /// <summary>The delivery the instance begins with.</summary>
    public IReadOnlyList<Delivery> Deliveries() => Quarantine is null
        ? Delivery.StoredLocally
        : [new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, Quarantine)];

    private static void RequireSame(string? inCommand, string? inDataSet, DicomTag tag)
    {
        if (inDataSet is null)
            throw new StoreFailureException(DimseStatus.CannotUnderstand, $"{DicomDictionary.KeywordOf(tag)} is missing");
        if (inDataSet != inCommand)
        {
            throw new StoreFailureException(
                DimseStatus.DataSetDoesNotMatchSOPClass, $"{DicomDictionary.KeywordOf(tag)} of command and data set differ");
        }
    }

    /// <summary>The UID, or for an unusable one a name that cannot be mistaken for a UID and carries none of its characters.</summary>
    private static string Usable(string? uid, DicomTag tag, ref DicomTag? unusable)
    {
        if (uid is null)
            throw new StoreFailureException(DimseStatus.CannotUnderstand, $"{DicomDictionary.KeywordOf(tag)} is missing");
        if (UIDRules.IsUsable(uid))
            return uid;
        unusable ??= tag;
        return "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(uid)).AsSpan(0, 16));
    }
}
