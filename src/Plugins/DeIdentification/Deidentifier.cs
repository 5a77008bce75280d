using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Keys;

namespace StoreScp.Plugins.DeIdentification;

/// <summary>De-identifies the elements of instances by PS3.15 Annex E. One object serves all threads.</summary>
internal sealed class Deidentifier
{
    private readonly DeidentificationPlan _plan;
    private readonly Pseudonyms _pseudonyms;
    private readonly DeIdentificationSettings _settings;
    private readonly TextCleaner _cleaner;
    private readonly MethodRecord _method;

    public Deidentifier(DeIdentificationSettings settings, Pseudonyms pseudonyms, int leftAlone = -1)
    {
        _settings = settings;
        _pseudonyms = pseudonyms;
        _plan = new(settings.Options, leftAlone);
        _cleaner = new(settings.SafeWords);
        _method = new(_plan);
    }

    /// <summary>De-identifies the elements before the bulk.</summary>
    /// <returns>What the elements behind it need, and what was replaced.</returns>
    public InstanceState Apply(DicomDataset header)
    {
        var state = new InstanceState(_pseudonyms, header, _settings.MinimumShiftDays, _settings.MaximumShiftDays);
        Process(header, state);
        _method.Write(header);
        return state;
    }

    /// <summary>De-identifies the elements behind the bulk of the same instance.</summary>
    public void ApplyToTrailer(DicomDataset trailer, InstanceState state) => Process(trailer, state);

    private void Process(DicomDataset dataSet, InstanceState state)
    {
        new DataSetWalk(_plan, state).Process(dataSet, default);
        TextSweep.Run(state, _cleaner);
        state.ReplaceKeptUIDs();
    }
}
