namespace StoreScp.Platform.Settings;

/// <summary>The types of Pulumi's configuration schema, and none other.</summary>
public enum SettingType
{
    String,
    Integer,
    Boolean,
    Array,
    Object,
}
