namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>The options beside the Basic Profile (PS3.15 §E.3), in the order of the generated tables; the last one has no column there.</summary>
public enum ProfileOption
{
    /// <summary>Private attributes that Table E.3.10-1 lists stay (§E.3.10).</summary>
    RetainSafePrivate,

    /// <summary>UIDs stay (§E.3.9).</summary>
    RetainUIDs,

    /// <summary>What identifies the device stays (§E.3.8).</summary>
    RetainDeviceIdentity,

    /// <summary>What identifies the institution stays (§E.3.11).</summary>
    RetainInstitutionIdentity,

    /// <summary>Age, sex, size, weight and their kind stay (§E.3.7).</summary>
    RetainPatientCharacteristics,

    /// <summary>Dates and times stay (§E.3.6).</summary>
    RetainLongitudinalFullDates,

    /// <summary>Dates are shifted by a number of days of the patient's own (§E.3.6).</summary>
    RetainLongitudinalModifiedDates,

    /// <summary>Descriptions keep the words that are known to be harmless (§E.3.5).</summary>
    CleanDescriptors,

    /// <summary>The content of structured reports stays, but for what identifies (§E.3.4).</summary>
    CleanStructuredContent,

    /// <summary>Graphics, overlays and curves stay, but for text and bitmaps of text (§E.3.3).</summary>
    CleanGraphics,

    /// <summary>Regions of pixels with burned-in text are blanked by rules (§E.3.1).</summary>
    CleanPixelData,
}
