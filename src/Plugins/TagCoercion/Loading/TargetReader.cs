using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion.Loading;

/// <summary>Reads the element that an action is for, and refuses what the action cannot or may not do to it.</summary>
internal sealed class TargetReader(RuleMistakes mistakes)
{
    /// <summary>Null after a mistake.</summary>
    public ElementTarget? Read(string action, string text, JsonFields fields, int line, bool changesUIDs)
    {
        bool create = action is not ("remove" or "replace" or "prefix" or "suffix" or "upper" or "lower" or "trim") && fields.Flag("create");
        if (ElementPathParser.TryParse(text, out string? mistake) is not { } path)
        {
            mistakes.Add(line, mistake!);
            return null;
        }
        mistake = FindMistake(action, path, changesUIDs);
        if (mistake is null) return new ElementTarget(path, create);
        mistakes.Add(line, mistake);
        return null;
    }

    private static string? FindMistake(string action, ElementPath path, bool changesUIDs)
    {
        DicomTag tag = path.Last.Tag;
        if (path.Last.Creator is null && tag == DicomTag.SOPClassUID) return "SOP Class UID (0008,0016) is never changed by a rule.";
        if (path.Last.Creator is null && tag == DicomTag.SpecificCharacterSet && action is not ("set" or "setIfEmpty"))
            return $"Specific Character Set (0008,0005) can be set, which encodes the text anew; \"{action}\" would leave the text unreadable.";
        if (IdentifyingUIDs.Contains(path))
        {
            if (!changesUIDs) return $"{path} {DicomDictionary.KeywordOf(tag)} identifies study, series or instance: the rule must say \"changesUIDs\": true.";
            if (action == "remove") return $"{path} {DicomDictionary.KeywordOf(tag)} may not be removed.";
        }
        return action == "remove" ? null : FindWrongVR(action, path);
    }

    private static string? FindWrongVR(string action, ElementPath path)
    {
        DicomVR vr = path.Last.VR;
        if (vr == DicomVR.None) return $"The dictionary does not know {path}: state its VR, as in {path}:LO.";
        if (!path.Last.HasText) return $"\"{action}\" is not for {path}, whose VR {vr} holds no text.";
        bool isFit = action switch
        {
            "set" or "setIfEmpty" or "copy" => true,
            "upper" => HasLetters(vr),
            // CS has no lower case (PS3.5 Table 6.2-1).
            "lower" => HasLetters(vr) && vr != DicomVR.CS,
            "generateUID" => vr == DicomVR.UI,
            _ => vr.IsText(),
        };
        return isFit ? null : $"\"{action}\" is not for {path}, whose VR is {vr}.";
    }

    private static bool HasLetters(DicomVR vr) => vr.IsCharacterSetDependent() || vr is DicomVR.AE or DicomVR.CS or DicomVR.UR;
}
