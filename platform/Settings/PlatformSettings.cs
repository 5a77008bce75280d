using Pulumi;

namespace StoreScp.Platform.Settings;

/// <summary>Everything that an environment says, read once. Components get records, never the configuration.</summary>
public sealed record PlatformSettings
{
    public required EnvironmentSettings Environment { get; init; }

    public required NetworkSettings Network { get; init; }

    public required DicomSettings Dicom { get; init; }

    public required IngressSettings Ingress { get; init; }

    public required TaskSettings Task { get; init; }

    public required PluginSettings Plugins { get; init; }

    public required StorageSettings Storage { get; init; }

    public required DatastoreSettings Datastores { get; init; }

    public required WorkflowSettings Workflow { get; init; }

    public required ObservabilitySettings Observability { get; init; }

    /// <exception cref="RunException">Something is missing or not allowed; the message lists all of it.</exception>
    public static PlatformSettings Load(string environment, Config config)
    {
        var reader = new SettingsReader($"environments/Pulumi.{environment}.yaml", config.Get);
        var settings = Read(reader, environment);
        return reader.Errors.Count == 0
            ? settings
            : throw new RunException($"The settings of {environment} are not right:{string.Concat(reader.Errors.Select(error => $"\n  - {error}"))}");
    }

    public static PlatformSettings Read(SettingsReader reader, string environment)
    {
        var dicom = DicomSettings.Read(reader);
        var settings = new PlatformSettings
        {
            Environment = EnvironmentSettings.Read(reader, environment),
            Dicom = dicom,
            Ingress = IngressSettings.Read(reader),
            Network = NetworkSettings.Read(reader),
            Task = TaskSettings.Read(reader),
            Plugins = PluginSettings.Read(reader),
            Storage = StorageSettings.Read(reader),
            Datastores = DatastoreSettings.Read(reader, dicom),
            Workflow = WorkflowSettings.Read(reader),
            Observability = ObservabilitySettings.Read(reader),
        };
        settings.Check(reader);
        return settings;
    }

    private void Check(SettingsReader reader)
    {
        if (Network is { IsNew: false, PublicSubnetIds.Count: < 2 } && Ingress.IsInternetFacing)
            reader.Add("PublicSubnetIDs", "InternetFacing with VpcID; allowed with them: at least two public subnets.");
        if (Network is { IsNew: true, TaskEgress: TaskEgress.Endpoints } && !Task.VolumeImage.Contains($".dkr.ecr.{Environment.Region}.", StringComparison.Ordinal))
            reader.Add("VolumeImage", $"\"{Task.VolumeImage}\" with TaskEgress Endpoints; allowed with it: an image in Amazon ECR of {Environment.Region}, since nothing else can be reached.");
        if (Task.AssociationsPerTask > Dicom.MaximumAssociations)
            reader.Add("AutoscaleAssociationsPerTask", $"{Task.AssociationsPerTask}; allowed: at most MaximumAssociations, which is {Dicom.MaximumAssociations}.");
        if (Observability is { MonthlyBudgetDollars: > 0, AlarmEmails.Count: 0 })
            reader.Add("AlarmEmails", "empty, but there is a MonthlyBudget; allowed with it: somebody who hears of it.");
        if (Dicom.Peers.Any(peer => peer.TLSSubject is not null) && Ingress is not { ServerHasTls: true, RequireClientCertificate: true })
            reader.Add("Peers", "a TLSSubject, but the server asks for no certificate; allowed with it: TLSSecretARN, and RequireClientCertificate true.");
        if (Ingress.SecretArns.Append(Ingress.SecretsKeyArn).Any(arn => arn.Length > 0 && !arn.Contains($":{Environment.Region}:{Environment.AccountId}:", StringComparison.Ordinal)))
            reader.Add("TLSSecretARN, ClientAuthoritiesSecretARN, TLSSecretsKeyARN", "of another region or account; allowed: those of Region and AccountID, which tasks are in.");
        if (Ingress.TlsCertificateArn.Length > 0 && Ingress.IdleTimeoutSeconds != 350)
            reader.Add("IdleTimeout", $"{Ingress.IdleTimeoutSeconds} with TLSCertificateARN; allowed: 350, which AWS does not let change for TLS listeners.");
    }
}
