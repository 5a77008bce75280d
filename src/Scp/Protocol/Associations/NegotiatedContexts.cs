using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The accepted presentation contexts of an association, found by ID (PS3.8 §7.1.1.14).</summary>
internal sealed class NegotiatedContexts
{
    private readonly NegotiatedContext?[] _byID = new NegotiatedContext?[256];

    internal NegotiatedContexts(AAssociateRQ request, AAssociateAC accept)
    {
        foreach (var answer in accept.PresentationContexts)
        {
            if (answer.Result != PresentationContextResult.Acceptance) continue;
            // An answer to what was not asked accepts nothing.
            if (request.PresentationContexts.FirstOrDefault(context => context.ID == answer.ID) is not { } asked) continue;
            _byID[answer.ID] = new NegotiatedContext(answer.ID, asked.AbstractSyntax, answer.TransferSyntax);
        }
        All = [.. _byID.OfType<NegotiatedContext>()];
    }

    internal IReadOnlyList<NegotiatedContext> All { get; }

    internal NegotiatedContext? Find(byte id) => _byID[id];
}
