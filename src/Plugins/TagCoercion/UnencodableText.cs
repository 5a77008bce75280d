namespace StoreScp.Plugins.TagCoercion;

/// <summary>What to do with text that the data set's Specific Character Set (0008,0005) cannot write. Never is a character replaced by another.</summary>
internal enum UnencodableText
{
    /// <summary>The rule fails, and with it the handler, for this instance.</summary>
    Fail,

    /// <summary>The data set's text is encoded anew in UTF-8 (ISO_IR 192), which can write it.</summary>
    SwitchToUtf8,
}
