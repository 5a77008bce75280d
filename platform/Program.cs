using Pulumi;
using StoreScp.Platform;

return await Deployment.RunAsync<PlatformStack>();
