namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>
/// Words of imaging that may stay in a cleaned text: modalities, body parts, directions, techniques. No word is here that is common as a
/// name of persons, towns or clinics; a site adds its own by the setting SafeWords.
/// </summary>
internal static class SafeWords
{
    private const string Words =
        """
        ct cta ctp mr mri mra mrv mrcp us pet pt spect nm cr dx dr xa rf mg rx xray x-ray angio angiography angiogram arteriogram venogram
        tomography radiography ultrasound sonography doppler echo mammography mammogram fluoroscopy scintigraphy dexa tomosynthesis cbct hrct
        scan scans scout topogram localizer localiser localizers survey screening follow-up followup baseline series study examination exam
        protocol routine standard image images imaging reconstruction recon reformat reformatted mpr mip minip vrt vr thin thick slice slices
        slab volume volumetric stack dynamic static perfusion diffusion spectroscopy functional resting contrast non-contrast noncontrast
        enhanced unenhanced plain native pre post precontrast postcontrast with without w wo w/o wo/w and or of the in on for to from at by no
        not per gadolinium iodine barium bolus tracking phase phases arterial venous portal delayed delay late early equilibrium nephrographic
        excretory triphasic biphasic multiphase inspiration expiration breath hold breathhold free breathing gated gating cine ecg trigger
        triggered prospective retrospective axial ax coronal cor sagittal sag oblique obl transverse tra transversal lateral lat medial ap pa
        anterior posterior superior inferior cranial caudal proximal distal left right lt rt l r bilateral unilateral upper lower middle mid
        full whole partial total supine prone decubitus erect upright standing sitting weight-bearing flexion extension rotation internal
        external neutral frontal view views projection projections cc mlo swimmer skyline tunnel axillary inlet outlet
        abdomen abdominal pelvis pelvic chest thorax thoracic lung lungs pulmonary heart cardiac coronary aorta aortic carotid vertebral
        cerebral brain head skull cranium sinus sinuses paranasal orbit orbits orbital face facial mandible maxilla temporal tmj ear iac
        pituitary sella neck cervical spine lumbar sacral sacrum sacroiliac coccyx cspine tspine lspine c-spine t-spine l-spine shoulder
        clavicle scapula humerus elbow forearm wrist hand finger fingers thumb hip hips femur thigh knee knees patella tibia fibula leg legs
        calf ankle foot feet toe toes heel calcaneus extremity extremities joint joints bone bones bony soft tissue muscle liver hepatic
        gallbladder biliary pancreas pancreatic spleen splenic kidney kidneys renal adrenal ureter bladder urinary urethra prostate prostatic
        testis testes scrotum scrotal uterus uterine ovary ovaries ovarian cervix vagina rectum rectal colon colonic bowel intestine enterography
        colonography stomach gastric esophagus oesophagus duodenum appendix thyroid parathyroid breast breasts axilla nodes node lymph vessel
        vessels artery arteries vein veins venous vascular runoff fetal fetus obstetric obstetrical pregnancy trimester nuchal placenta
        t1 t2 t1w t2w t2* pd pdw flair stir dwi adc dti swi tof bold asl fse tse se gre ge spgr ssfse haste fiesta trufi bssfp epi flash mprage
        space cube vibe lava thrive dixon spair spir fs fatsat fat sat water ir fast turbo spin gradient echoes inversion recovery suppressed
        suppression saturation saturated weighted map maps b0 b-value trace fa eadc colfa coil parallel sense grappa 2d 3d 4d isotropic
        kernel smooth medium filter window lungwindow low dose high resolution calcium score scoring attenuation correction corrected
        uncorrected ac nac fdg fbp iterative ossem osem tumor tumour mass lesion nodule cyst fracture stenosis aneurysm embolism embolus
        thrombus thrombosis hemorrhage haemorrhage bleeding infarct infarction ischemia ischaemia stroke trauma infection inflammation abscess
        edema oedema effusion pneumonia pneumothorax emphysema fibrosis cirrhosis metastasis metastases malignancy benign cancer carcinoma
        lymphoma staging restaging therapy treatment radiotherapy planning plan simulation guidance guided biopsy drainage puncture stent
        catheter implant prosthesis screw plate device removal placement position positioning check control normal abnormal acute chronic
        stable unchanged increased decreased new old size mild moderate severe diffuse focal multiple single screen capture
        secondary report dose summary phantom quality assurance calibration test original derived primary subtracted subtraction difference
        mean average maximum minimum sum fused fusion overlay result results processed raw data mm cm ml ms sec kv ma time frame frames
        level levels region regions area rate flow velocity volume ratio percent number siemens philips toshiba canon hitachi fujifilm fuji
        konica agfa carestream kodak hologic medical systems healthcare
        """;

    public static IReadOnlyList<string> All { get; } = Words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
