using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Does the actions of one SOP class, and may report events of it later (PS3.7 §10.1.4, §10.1.1).</summary>
public interface INActionProvider
{
    /// <summary>
    /// Reads the action's data set and acts; the answer is sent as soon as this returns. What is left unread is read and discarded first.
    /// Exceptions are treated as those of <see cref="ICStoreProvider.StoreAsync"/> are.
    /// </summary>
    /// <param name="dataSet">Null when the request has none.</param>
    /// <param name="events">Where to report on this association, from now until <see cref="IEventReporter.Closed"/>.</param>
    /// <param name="cancellation">The association's hard abort.</param>
    ValueTask<NActionOutcome> ActAsync(
        NActionRQ request, DataSetReader? dataSet, AssociationContext association, IEventReporter events, CancellationToken cancellation);
}
