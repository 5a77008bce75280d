using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace StoreScp.Emulator;

/// <summary>Every route of the three hosts of HealthImaging, on one: their paths do not collide (HealthImaging API, "Actions").</summary>
internal sealed class Routes(ApiPipeline pipeline)
{
    private const string ImageSet = "/datastore/{datastoreId}/imageSet/{imageSetId}";
    private const string Series = "/datastore/{datastoreId}/studies/{study}/series/{series}";
    private const string Instance = $"{Series}/instances/{{instance}}";

    public void Map(
        IEndpointRouteBuilder app, DatastoreOperations datastores, ImportJobOperations jobs, TagOperations tags, FaultOperations faults)
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
    }

    public void Map(IEndpointRouteBuilder app, ImageSetOperations sets, SearchOperation search, UpdateOperation update, CopyOperation copy)
    {
        Map(app, "POST", "/datastore/{datastoreId}/searchImageSets", "SearchImageSets", search.SearchAsync);
        Map(app, "POST", $"{ImageSet}/getImageSet", "GetImageSet", sets.GetAsync);
        Map(app, "POST", $"{ImageSet}/getImageSetMetadata", "GetImageSetMetadata", sets.GetMetadataAsync);
        Map(app, "POST", $"{ImageSet}/getImageFrame", "GetImageFrame", sets.GetFrameAsync);
        Map(app, "POST", $"{ImageSet}/listImageSetVersions", "ListImageSetVersions", sets.ListVersionsAsync);
        Map(app, "POST", $"{ImageSet}/deleteImageSet", "DeleteImageSet", sets.DeleteAsync);
        Map(app, "POST", $"{ImageSet}/updateImageSetMetadata", "UpdateImageSetMetadata", update.UpdateAsync);
        Map(app, "POST", "/datastore/{datastoreId}/imageSet/{sourceImageSetId}/copyImageSet", "CopyImageSet", copy.CopyAsync);
    }

    public void Map(IEndpointRouteBuilder app, StoreOperation store, RetrieveOperations retrieve, QueryOperations search)
    {
        Map(app, "POST", "/datastore/{datastoreId}/studies", "StoreDICOM", store.StoreAsync);
        Map(app, "POST", "/datastore/{datastoreId}/studies/{study}", "StoreDICOMStudy", store.StoreAsync);
        Map(app, "GET", Instance, "GetDICOMInstance", retrieve.GetInstanceAsync);
        Map(app, "GET", $"{Instance}/metadata", "GetDICOMInstanceMetadata", retrieve.GetInstanceMetadataAsync);
        Map(app, "GET", $"{Instance}/frames/{{frames}}", "GetDICOMInstanceFrames", retrieve.GetFramesAsync);
        Map(app, "GET", $"{Series}/metadata", "GetDICOMSeriesMetadata", retrieve.GetSeriesMetadataAsync);
        Map(app, "GET", "/datastore/{datastoreId}/studies", "SearchDICOMStudies", search.StudiesAsync);
        Map(app, "GET", "/datastore/{datastoreId}/studies/{study}/series", "SearchDICOMSeries", search.SeriesAsync);
        Map(app, "GET", "/datastore/{datastoreId}/series", "SearchDICOMSeries", search.SeriesAsync);
        Map(app, "GET", $"{Series}/instances", "SearchDICOMInstances", search.InstancesAsync);
        Map(app, "GET", "/datastore/{datastoreId}/studies/{study}/instances", "SearchDICOMInstances", search.InstancesAsync);
        Map(app, "GET", "/datastore/{datastoreId}/instances", "SearchDICOMInstances", search.InstancesAsync);
    }

    public void MapFallback(IEndpointRouteBuilder app)
    {
        app.MapFallback(pipeline.Operation("Unknown", _ => throw new ApiException(StatusCodes.Status404NotFound, "UnknownOperationException", "There is no such operation")));
    }

    private void Map(IEndpointRouteBuilder app, string method, string path, string operation, Func<ApiRequest, Task> handler) =>
        app.MapMethods(path, [method], pipeline.Operation(operation, handler));
}
