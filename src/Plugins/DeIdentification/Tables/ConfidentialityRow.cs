namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>One row of PS3.15 Table E.1-1.</summary>
/// <param name="Tag">The tag; of repeating groups the first, of private attributes <see cref="ConfidentialityTable.PrivateAttributes"/>.</param>
/// <param name="Basic">The column Basic Profile.</param>
/// <param name="Options">Two bits for each <see cref="ProfileOption"/>, see <see cref="OptionAction"/>.</param>
internal readonly record struct ConfidentialityRow(uint Tag, TableAction Basic, uint Options)
{
    /// <summary>What the column of an option says.</summary>
    public OptionAction For(ProfileOption option) => (OptionAction)((Options >> (2 * (int)option)) & 3);
}
