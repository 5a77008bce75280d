namespace StoreScp.Platform.Settings;

/// <summary>The load balancer, and where TLS ends: nowhere, at the load balancer, or in the server.</summary>
public sealed record IngressSettings
{
    public required bool IsInternetFacing { get; init; }

    public required int IdleTimeoutSeconds { get; init; }

    public required bool AccessLogs { get; init; }

    /// <summary>TLS ends at the load balancer; empty: it passes TCP through.</summary>
    public required string TlsCertificateArn { get; init; }

    /// <summary>TLS ends in the server, with the certificate and key in this secret; empty: it speaks plain DICOM.</summary>
    public required string TlsSecretArn { get; init; }

    public required bool RequireClientCertificate { get; init; }

    /// <summary>The authorities of peers' certificates.</summary>
    public required string ClientAuthoritiesSecretArn { get; init; }

    /// <summary>What encrypts the two secrets; empty: AWS's own key or that of the environment.</summary>
    public required string SecretsKeyArn { get; init; }

    public bool ServerHasTls => TlsSecretArn.Length > 0;

    /// <summary>Of all that the server reads.</summary>
    public IEnumerable<string> SecretArns => new[] { TlsSecretArn, RequireClientCertificate ? ClientAuthoritiesSecretArn : "" }.Where(arn => arn.Length > 0).Distinct();

    public static IngressSettings Read(SettingsReader r)
    {
        var settings = new IngressSettings
        {
            IsInternetFacing = r.Switch(
                new("InternetFacing", SettingType.Boolean, "false", "true, false", "The load balancer has public addresses. Use it with TLS alone.",
                    "public addresses: some $4 a month for each zone")),
            IdleTimeoutSeconds = r.Number(
                new("IdleTimeout", SettingType.Integer, "350", "60 to 6000 seconds",
                    "After which the load balancer forgets a silent connection; the server's own `Scp:IdleTimeout` is 300 s. With TLSCertificateARN always 350.", "—"), 60, 6000),
            AccessLogs = r.Switch(
                new("AccessLogs", SettingType.Boolean, "true", "true, false", "Access logs of the load balancer, which AWS writes for TLS at the load balancer alone.", "storage")),
            TlsCertificateArn = r.Text(
                new("TLSCertificateARN", SettingType.String, "", "the ARN of a certificate in ACM, or empty", "TLS that ends at the load balancer: client certificates do not reach the server.", "—"),
                text => SettingForms.IsArnOf("acm", text)),
            TlsSecretArn = r.Text(
                new("TLSSecretARN", SettingType.String, "", "the whole ARN of a secret in Secrets Manager, of Region and AccountID, or empty",
                    "TLS that ends in the server. The secret is a PEM text: certificate, intermediate certificates, key (`Tls:CertificateSecret`).", "$0.40 a month for the secret"),
                SettingForms.IsSecretArn),
            RequireClientCertificate = r.Switch(
                new("RequireClientCertificate", SettingType.Boolean, "true", "true, false",
                    "With TLSSecretARN: peers without a certificate of one of the authorities in ClientAuthoritiesSecretARN are refused.", "—")),
            ClientAuthoritiesSecretArn = r.Text(
                new("ClientAuthoritiesSecretARN", SettingType.String, "", "as TLSSecretARN; required with it and RequireClientCertificate",
                    "A secret with the PEM text of the authorities that sign peers' certificates (`Tls:TrustedCASecret`).", "$0.40 a month for the secret"),
                SettingForms.IsSecretArn),
            SecretsKeyArn = r.Text(
                new("TLSSecretsKeyARN", SettingType.String, "", "the ARN of a KMS key of Region and AccountID, or empty: they have Secrets Manager's own key or this environment's",
                    "The key that encrypts these two secrets.", "—"),
                SettingForms.IsKeyArn),
        };
        if (settings.TlsCertificateArn.Length > 0 && settings.ServerHasTls)
            r.Add("TLSCertificateARN, TLSSecretARN", "both are set; allowed: one of them, since TLS ends either at the load balancer or in the server.");
        if (settings is { ServerHasTls: true, RequireClientCertificate: true, ClientAuthoritiesSecretArn: "" })
            r.Add("ClientAuthoritiesSecretARN", "not set, but TLSSecretARN is and RequireClientCertificate is true; allowed with them: a secret with the authorities of peers' certificates.");
        if (settings is { ServerHasTls: false } && settings.ClientAuthoritiesSecretArn.Length + settings.SecretsKeyArn.Length > 0)
            r.Add("ClientAuthoritiesSecretARN, TLSSecretsKeyARN", "set without TLSSecretARN; allowed with it, since the server has no TLS otherwise.");
        if (settings.IsInternetFacing && settings.TlsCertificateArn.Length == 0 && !settings.ServerHasTls)
            r.Add("InternetFacing", "true without TLS; allowed with it: TLSSecretARN or TLSCertificateARN.");
        return settings;
    }
}
