namespace StoreScp.Protocol.Associations;

/// <summary>Where one association is in <see cref="StateTable"/> (PS3.8 §9.2).</summary>
internal sealed class StateMachine
{
    internal AssociationState State { get; private set; } = AssociationState.Sta1Idle;

    /// <summary>The action of the last transition.</summary>
    internal AssociationAction? LastAction { get; private set; }

    /// <summary>Takes the transition and names the action to perform. An event that the table leaves blank is our own bug.</summary>
    internal AssociationAction Fire(AssociationEvent happened, bool otherwise = false)
    {
        var transition = StateTable.Find(State, happened) ?? throw new InvalidOperationException($"{happened} cannot happen in {State}.");
        State = otherwise && transition.Otherwise is { } second ? second : transition.Next;
        LastAction = transition.Action;
        return transition.Action;
    }
}
