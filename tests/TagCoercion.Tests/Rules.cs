using System.Buffers;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Plugins.TagCoercion.Loading;

namespace StoreScp.TagCoercion.Tests;

/// <summary>Runs rules on data sets as the handler does.</summary>
internal static class Rules
{
    public static readonly AssociationInfo Association = new() { CallingAETitle = "CT_1", CalledAETitle = "STORE", PeerAddress = "192.0.2.7:4711" };

    /// <summary>An engine of one rule.</summary>
    public static CoercionEngine One(string actions, string when = "", string more = "", string settings = "") =>
        Load($$"""{ {{settings}} "rules": [ { "name": "R", {{(when.Length > 0 ? $"\"when\": {when}," : "")}} {{more}} "actions": [ {{actions}} ] } ] }""");

    public static CoercionEngine Load(string json, string? folder = null) =>
        CoercionLoader.Load(RuleSettings.Load(json, folder ?? AppContext.BaseDirectory, "settings"));

    public static string MistakesOf(string json, string? folder = null) =>
        new Action(() => Load(json, folder)).Should().Throw<PluginSetupException>().Which.Message;

    public static CoercionOutcome RunOn(this CoercionEngine engine, DicomDataset header) =>
        engine.Run(Association, DicomTransferSyntax.ExplicitVRLittleEndian, header);

    /// <summary>Applies actions to a data set and gives it back.</summary>
    public static DicomDataset Apply(this DicomDataset header, string actions, string when = "", string more = "", string settings = "")
    {
        One(actions, when, more, settings).RunOn(header);
        return header;
    }

    public static bool IsMet(this DicomDataset header, string when) =>
        One("""{ "set": "PatientComments", "value": "met" }""", when).RunOn(header).Trace.Count == 1;

    public static byte[] ToBytes(this DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    public static string ToHex(this ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    /// <summary>Reads what was written: what a receiver would see.</summary>
    public static DicomDataset Reread(this DicomDataset dataSet, DicomTransferSyntax syntax) => DicomDataset.Parse(dataSet.ToBytes(), syntax);

    public static string TextOf(this byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
