using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>
/// The elements that an image set holds once, for its patient, study or series (AWS HealthImaging Developer Guide, "Metadata
/// normalization"), by the modules of PS3.3 that define them.
/// </summary>
internal static class NormalizedElements
{
    private static readonly Dictionary<DicomTag, MetadataLevel> Levels = new(
    [
        .. At(MetadataLevel.Patient,
            // Patient (PS3.3 C.7.1.1), with Issuer of Patient ID (Table 10-18)
            "ReferencedPatientSequence PatientName PatientID IssuerOfPatientID TypeOfPatientID IssuerOfPatientIDQualifiersSequence PatientBirthDate " +
            "PatientBirthTime PatientBirthDateInAlternativeCalendar PatientDeathDateInAlternativeCalendar PatientAlternativeCalendar PatientSex " +
            "QualityControlSubject StrainDescription StrainNomenclature StrainStockNumber StrainSourceRegistryCodeSequence StrainStockSequence " +
            "StrainSource StrainAdditionalInformation StrainCodeSequence GeneticModificationsSequence GeneticModificationsDescription " +
            "GeneticModificationsNomenclature GeneticModificationsCodeSequence OtherPatientNames OtherPatientIDsSequence " +
            "ReferencedPatientPhotoSequence EthnicGroup PatientSpeciesDescription PatientSpeciesCodeSequence PatientBreedDescription " +
            "PatientBreedCodeSequence BreedRegistrationSequence BreedRegistrationNumber BreedRegistryCodeSequence ResponsiblePerson " +
            "ResponsiblePersonRole ResponsibleOrganization PatientComments PatientIdentityRemoved DeidentificationMethod " +
            "DeidentificationMethodCodeSequence",
            // Clinical Trial Subject (C.7.1.3)
            "ClinicalTrialSponsorName ClinicalTrialProtocolID ClinicalTrialProtocolName ClinicalTrialSiteID ClinicalTrialSiteName " +
            "ClinicalTrialSubjectID ClinicalTrialSubjectReadingID ClinicalTrialProtocolEthicsCommitteeName " +
            "ClinicalTrialProtocolEthicsCommitteeApprovalNumber"),
        .. At(MetadataLevel.Study,
            // General Study (C.7.2.1)
            "StudyDate StudyTime AccessionNumber IssuerOfAccessionNumberSequence ReferringPhysicianName ReferringPhysicianIdentificationSequence " +
            "ConsultingPhysicianName ConsultingPhysicianIdentificationSequence StudyDescription ProcedureCodeSequence PhysiciansOfRecord " +
            "PhysiciansOfRecordIdentificationSequence NameOfPhysiciansReadingStudy PhysiciansReadingStudyIdentificationSequence " +
            "ReferencedStudySequence StudyInstanceUID StudyID RequestingService RequestingServiceCodeSequence ReasonForPerformedProcedureCodeSequence",
            // Patient Study (C.7.2.2)
            "AdmittingDiagnosesDescription AdmittingDiagnosesCodeSequence PatientAge PatientSize PatientSizeCodeSequence PatientBodyMassIndex " +
            "MeasuredAPDimension MeasuredLateralDimension PatientWeight MedicalAlerts Allergies Occupation SmokingStatus AdditionalPatientHistory " +
            "PregnancyStatus LastMenstrualDate PatientSexNeutered AdmissionID IssuerOfAdmissionIDSequence ServiceEpisodeID ServiceEpisodeDescription " +
            "IssuerOfServiceEpisodeIDSequence PatientState ReasonForVisit ReasonForVisitCodeSequence",
            // Clinical Trial Study (C.7.2.3)
            "ClinicalTrialTimePointID ClinicalTrialTimePointDescription LongitudinalTemporalOffsetFromEvent LongitudinalTemporalEventType " +
            "ConsentForClinicalTrialUseSequence"),
        .. At(MetadataLevel.Series,
            // General Series (C.7.3.1)
            "SeriesDate SeriesTime Modality SeriesDescription SeriesDescriptionCodeSequence PerformingPhysicianName " +
            "PerformingPhysicianIdentificationSequence OperatorsName OperatorIdentificationSequence ReferencedPerformedProcedureStepSequence " +
            "RelatedSeriesSequence AnatomicalOrientationType BodyPartExamined ProtocolName PatientPosition SeriesInstanceUID SeriesNumber Laterality " +
            "SmallestPixelValueInSeries LargestPixelValueInSeries PerformedProcedureStepStartDate PerformedProcedureStepStartTime " +
            "PerformedProcedureStepEndDate PerformedProcedureStepEndTime PerformedProcedureStepID PerformedProcedureStepDescription " +
            "PerformedProtocolCodeSequence RequestAttributesSequence CommentsOnThePerformedProcedureStep",
            // Clinical Trial Series (C.7.3.2)
            "ClinicalTrialCoordinatingCenterName ClinicalTrialSeriesID ClinicalTrialSeriesDescription",
            // Frame of Reference (C.7.4.1)
            "FrameOfReferenceUID PositionReferenceIndicator",
            // General Equipment (C.7.5.1)
            "Manufacturer InstitutionName InstitutionAddress StationName InstitutionalDepartmentName InstitutionalDepartmentTypeCodeSequence " +
            "ManufacturerModelName ManufacturerDeviceClassUID DeviceSerialNumber GantryID SoftwareVersions SpatialResolution DateOfLastCalibration " +
            "TimeOfLastCalibration DateTimeOfLastCalibration PixelPaddingValue DeviceUID"),
    ]);

    public static MetadataLevel LevelOf(DicomTag tag) => Levels.GetValueOrDefault(tag, MetadataLevel.Instance);

    private static IEnumerable<KeyValuePair<DicomTag, MetadataLevel>> At(MetadataLevel level, params string[] modules) =>
        modules.SelectMany(keywords => keywords.Split(' ')).Select(keyword => KeyValuePair.Create(DicomDictionary.TagOf(keyword), level));
}
