using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>
/// Stores instances of one association: the Storage service class as an SCP (PS3.4 Annex B). One that is <see cref="IDisposable"/> is disposed when
/// the association has ended.
/// </summary>
public interface ICStoreProvider
{
    /// <summary>
    /// Reads the data set and stores it; the answer is sent as soon as this returns. What is left unread is read and discarded first.
    /// <see cref="StoreFailureException"/> becomes its status; <see cref="AssociationLostException"/> and
    /// <see cref="AssociationAbortException"/> from the data set should pass through: no answer can be sent any more;
    /// anything else is reported and answered with 0110H.
    /// </summary>
    /// <param name="cancellation">The association's hard abort.</param>
    ValueTask<CStoreOutcome> StoreAsync(CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation);

    /// <summary>What a log may call an instance that was received under this UID: another name where the UID would tell who a protected patient is.</summary>
    string NameForLog(string sopInstanceUID) => sopInstanceUID;
}
