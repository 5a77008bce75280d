using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace StoreScp.Emulator;

/// <summary>Every route of the three hosts of HealthImaging, on one: their paths do not collide (HealthImaging API, "Actions").</summary>
internal sealed class Routes(ApiPipeline pipeline)
{
    public void Map(IEndpointRouteBuilder app, DatastoreOperations datastores, ImportJobOperations jobs, TagOperations tags, FaultOperations faults)
    {
        Map(app, "POST", "/datastore", "CreateDatastore", datastores.CreateAsync);
        Map(app, "GET", "/datastore", "ListDatastores", datastores.ListAsync);
        Map(app, "GET", "/datastore/{datastoreId}", "GetDatastore", datastores.GetAsync);
        Map(app, "DELETE", "/datastore/{datastoreId}", "DeleteDatastore", datastores.DeleteAsync);
        Map(app, "POST", "/startDICOMImportJob/datastore/{datastoreId}", "StartDICOMImportJob", jobs.StartAsync);
        Map(app, "GET", "/getDICOMImportJob/datastore/{datastoreId}/job/{jobId}", "GetDICOMImportJob", jobs.GetAsync);
        Map(app, "GET", "/listDICOMImportJobs/datastore/{datastoreId}", "ListDICOMImportJobs", jobs.ListAsync);
        Map(app, "POST", "/tags/{**resourceArn}", "TagResource", tags.TagAsync);
        Map(app, "DELETE", "/tags/{**resourceArn}", "UntagResource", tags.UntagAsync);
        Map(app, "GET", "/tags/{**resourceArn}", "ListTagsForResource", tags.ListAsync);
        Map(app, "GET", "/_emulator/faults", "GetFaults", faults.GetAsync);
        Map(app, "POST", "/_emulator/faults", "SetFaults", faults.SetAsync);
        app.MapFallback(pipeline.Operation("Unknown", _ => throw new ApiException(StatusCodes.Status404NotFound, "UnknownOperationException", "There is no such operation")));
    }

    private void Map(IEndpointRouteBuilder app, string method, string path, string operation, Func<ApiRequest, Task> handler) =>
        app.MapMethods(path, [method], pipeline.Operation(operation, handler));
}
