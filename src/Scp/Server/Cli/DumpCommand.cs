using System.CommandLine;
using StoreScp.Dicom;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp dump FILE</c>: a DICOM file for a person to read.</summary>
internal static class DumpCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A DICOM file, with or without preamble" };
        var width = new Option<int>("--value-length") { Description = "Characters of a value to show", DefaultValueFactory = _ => 64 };
        var command = new Command("dump", "Show the elements of a DICOM file, with keywords and nested sequences") { file, width };
        HelpExamples.AddTo(command, "storescp dump image.dcm", "storescp dump image.dcm --value-length 1000 | grep PatientID");
        command.SetAction(result => Run(context, result.GetRequiredValue(file), Math.Max(1, result.GetValue(width))));
        return command;
    }

    private static int Run(CommandContext context, string path, int valueLength)
    {
        try
        {
            using var file = DicomFile.Open(path);
            new DumpWriter(context.Output, valueLength).Write(file);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{LogText.Escape(path)} cannot be read: {e.Message}", e);
        }
    }
}
