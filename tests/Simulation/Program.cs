using StoreScp.Simulation;

var tables = new Report().Tables();
if (args is [var file])
{
    // Writes the tables into the document: dotnet run -c Release --project tests/Simulation -- docs/scale.md
    File.WriteAllText(file, ScaleDocument.Fill(File.ReadAllText(file), tables));
    return;
}
foreach (var table in tables)
    Console.WriteLine($"{table.Name}\n\n{table.Text}\n");
