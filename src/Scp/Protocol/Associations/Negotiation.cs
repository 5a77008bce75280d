using StoreScp.Dicom;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>From an A-ASSOCIATE-RQ and the site's rules to the answer (PS3.8 §7.1.1, PS3.7 Annex D).</summary>
public static class Negotiation
{
    // A P-DATA-TF that cannot hold a presentation data value with two bytes in it carries no message.
    private const uint ShortestUsefulPdu = 8;

    // A commitment has no pixels to compress.
    private static readonly TransferSyntaxPreference CommitmentSyntaxes = TransferSyntaxPreference.Ordered(
        [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian]);

    /// <summary>What the service-provider refuses by itself, before anybody is asked (AE-6).</summary>
    public static AAssociateRJ? CheckProtocol(AAssociateRQ request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.ProtocolVersion & 1) == 0 ? AAssociateRJ.ProtocolVersionNotSupported : null;
    }

    /// <summary>What any acceptor refuses, whatever the site's policy.</summary>
    public static AAssociateRJ? CheckRequest(AAssociateRQ request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ApplicationContextName != AAssociateRQ.DicomApplicationContextName) return AAssociateRJ.ApplicationContextNameNotSupported;
        if (!AETitle.IsValid(request.CalledAETitle)) return AAssociateRJ.CalledAETitleNotRecognized;
        if (!AETitle.IsValid(request.CallingAETitle)) return AAssociateRJ.CallingAETitleNotRecognized;
        if (request.PresentationContexts.Count == 0) return AAssociateRJ.NoReasonGiven;
        return request.UserInformation.MaximumLength is { Bytes: > 0 and < ShortestUsefulPdu } ? AAssociateRJ.NoReasonGiven : null;
    }

    /// <summary>Answers every proposed context; an association none of whose contexts is accepted is accepted all the same (PS3.8 §7.1.1.14).</summary>
    public static AAssociateAC Accept(AAssociateRQ request, NegotiationRules rules, uint maximumPduLength)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        var roles = request.UserInformation.RoleSelections.DistinctBy(role => role.SOPClassUID).ToDictionary(role => role.SOPClassUID);
        var contexts = request.PresentationContexts.Select(context => Answer(context, rules, roles)).ToArray();
        var accepted = request.PresentationContexts.Zip(contexts)
            .Where(pair => pair.Second.Result == PresentationContextResult.Acceptance)
            .Select(pair => pair.First.AbstractSyntax)
            .ToHashSet();
        return new AAssociateAC
        {
            Header = request.Header.Raw is null ? new AssociateHeader(1, request.CalledAETitle, request.CallingAETitle) : request.Header,
            PresentationContexts = contexts,
            UserInformation = new UserInformation
            {
                MaximumLength = new MaximumLength(maximumPduLength),
                ImplementationClassUID = new ImplementationClassUID(rules.ImplementationClassUID),
                ImplementationVersionName = rules.ImplementationVersionName is { } name ? new ImplementationVersionName(name) : null,
                // One operation at a time, in both directions (PS3.7 §D.3.3.3: answered only when asked for).
                AsynchronousOperationsWindow = request.UserInformation.AsynchronousOperationsWindow is null ? null : new(1, 1),
                // We are the SCP; the requestor may be the SCU of what it asked for, never the SCP.
                RoleSelections = [.. roles.Values.Where(role => accepted.Contains(role.SOPClassUID)).Select(role => role with { SCPRole = false })],
                ExtendedNegotiations = [.. ExtendedNegotiations(request, rules, accepted)],
                UserIdentityAC = request.UserInformation.UserIdentityRQ is { PositiveResponseRequested: true } && rules.UserIdentityResponse is { } response
                    ? new UserIdentityAC(response)
                    : null,
            },
        };
    }

    private static PresentationContextAC Answer(PresentationContextRQ context, NegotiationRules rules, Dictionary<string, RoleSelection> roles)
    {
        // Not significant in a refusal, but some requestors want a UID there.
        var anySyntax = context.TransferSyntaxes.FirstOrDefault(UIDField.IsValid) ?? DicomUIDs.ImplicitVRLittleEndian;
        if (!IsSupported(context.AbstractSyntax, rules)) return new(context.ID, PresentationContextResult.AbstractSyntaxNotSupported, anySyntax);
        // Only as an SCP, which is our part.
        if (roles.TryGetValue(context.AbstractSyntax, out var role) && !role.SCURole) return new(context.ID, PresentationContextResult.UserRejection, anySyntax);
        var preference = context.AbstractSyntax == DicomUIDs.StorageCommitmentPushModel ? CommitmentSyntaxes : rules.TransferSyntaxes;
        return preference.Choose(context.TransferSyntaxes) is { } chosen
            ? new(context.ID, PresentationContextResult.Acceptance, chosen)
            : new(context.ID, PresentationContextResult.TransferSyntaxesNotSupported, anySyntax);
    }

    private static bool IsSupported(string abstractSyntax, NegotiationRules rules)
    {
        if (abstractSyntax == DicomUIDs.Verification) return true;
        if (abstractSyntax == DicomUIDs.StorageCommitmentPushModel) return rules.AcceptStorageCommitment;
        if (rules.OnlySOPClasses is { } only && !only.Contains(abstractSyntax)) return false;
        // What the standard knows and is no storage SOP class is a service we do not have.
        return DicomUIDs.Find(abstractSyntax) is { } known
            ? known.IsStorageSopClass
            : rules.AcceptUnknownSOPClasses && UIDField.IsValid(abstractSyntax);
    }

    /// <summary>PS3.4 §B.3.1: level of support 2 (full), signature level 0 (unspecified), element coercion as the site has it.</summary>
    private static IEnumerable<ExtendedNegotiation> ExtendedNegotiations(AAssociateRQ request, NegotiationRules rules, HashSet<string> accepted) =>
        request.UserInformation.ExtendedNegotiations
            .Where(extended => accepted.Contains(extended.SOPClassUID)
                && extended.SOPClassUID is not (DicomUIDs.Verification or DicomUIDs.StorageCommitmentPushModel))
            .DistinctBy(extended => extended.SOPClassUID)
            .Select(extended => new ExtendedNegotiation(extended.SOPClassUID, new byte[] { 2, 0, 0, 0, rules.MayCoerceElements ? (byte)1 : (byte)0, 0 }));
}
