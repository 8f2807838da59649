import { type Page, pagePdf } from './pdf.js';
import { radiographPng } from './radiograph.js';

/** A file as a person uploads it. */
export interface DemoDocument {
  readonly title: string;
  readonly fileName: string;
  readonly class: 'imaging' | 'laboratory' | 'letter' | 'prescription' | 'vitals' | 'other';
  /** For reports of heightened sensitivity. */
  readonly restricted?: boolean;
  readonly content: Page | 'radiograph';
}

/** Type and bytes of a document. */
export function fileOf({
  content,
}: DemoDocument): Readonly<{ mediaType: string; bytes: Buffer<ArrayBuffer> }> {
  return content === 'radiograph'
    ? { mediaType: 'image/png', bytes: radiographPng() }
    : { mediaType: 'application/pdf', bytes: pagePdf(content) };
}

/** The documents of the demo; all values are invented. */
export const documents = {
  bloodTest: {
    title: 'Blood test',
    fileName: 'blood-test.pdf',
    class: 'laboratory',
    content: {
      heading: 'Blood test',
      subtitle: 'Laboratory report · Department of laboratory medicine, HospitalA',
      paragraphs: [
        'Venous blood, taken fasting in the morning. Analysed on the day of arrival; all controls were within their limits.',
      ],
      table: [
        ['Quantity', 'Value', 'Unit', 'Reference'],
        ['Haemoglobin', '13.1', 'g/dl', '12.0 - 15.5'],
        ['Leukocytes', '6.4', 'G/l', '4.0 - 10.0'],
        ['Platelets', '251', 'G/l', '150 - 400'],
        ['Glucose, fasting', '92', 'mg/dl', '70 - 99'],
        ['Creatinine', '0.8', 'mg/dl', '0.5 - 1.1'],
        ['Cholesterol', '214 (high)', 'mg/dl', 'below 200'],
        ['TSH', '2.3', 'mU/l', '0.4 - 4.0'],
      ],
      closing: 'Cholesterol is slightly raised. A check-up in three months is advised.',
    },
  },
  xray: {
    title: 'Chest X-ray',
    fileName: 'chest-x-ray.png',
    class: 'imaging',
    restricted: true,
    content: 'radiograph',
  },
  discharge: {
    title: 'Discharge letter',
    fileName: 'discharge-letter.pdf',
    class: 'letter',
    content: {
      heading: 'Discharge letter',
      subtitle: 'Letter to the physician who continues treatment · Internal medicine, HospitalA',
      paragraphs: [
        'Dear colleague,',
        'we treated our patient for three days for pneumonia of the left lower lobe. Before admission there had been fever for two days, with cough and little sputum. The X-ray on admission confirmed the diagnosis.',
        'With oral amoxicillin the temperature fell within 24 hours. On discharge the patient was free of symptoms, the oxygen saturation was 98 % on room air, and the inflammatory markers were falling.',
        'Please check the blood count in one week and repeat the X-ray in six weeks. Amoxicillin continues for four more days.',
      ],
      closing: 'With kind regards, the team of ward 2',
    },
  },
  electrocardiogram: {
    title: 'Electrocardiogram',
    fileName: 'ecg.pdf',
    class: 'vitals',
    content: {
      heading: 'Electrocardiogram',
      subtitle: 'Twelve leads at rest · Cardiology, HospitalA',
      paragraphs: ['Regular sinus rhythm, normal axis, no signs of ischaemia.'],
      table: [
        ['Quantity', 'Value', 'Unit'],
        ['Heart rate', '68', '1/min'],
        ['PQ interval', '152', 'ms'],
        ['QRS duration', '92', 'ms'],
        ['QTc', '411', 'ms'],
      ],
      closing: 'Finding: normal.',
    },
  },
  allergyTest: {
    title: 'Allergy test',
    fileName: 'allergy-test.pdf',
    class: 'laboratory',
    content: {
      heading: 'Allergy test',
      subtitle: 'Skin prick test · Outpatient clinic, HospitalA',
      paragraphs: ['Reading after 20 minutes, histamine control 5 mm.'],
      table: [
        ['Allergen', 'Weal', 'Assessment'],
        ['Birch', '6 mm', 'positive'],
        ['Grasses', '1 mm', 'negative'],
        ['House dust mite', '4 mm', 'positive'],
      ],
    },
  },
  treatmentPlan: {
    title: 'Treatment plan',
    fileName: 'treatment-plan.pdf',
    class: 'prescription',
    content: {
      heading: 'Treatment plan',
      subtitle: 'For the next three months · Cardiology, HospitalA',
      paragraphs: [
        'Because of the raised cholesterol: more exercise, less saturated fat, and one tablet of atorvastatin 10 mg in the evening.',
        'Laboratory check after twelve weeks; earlier if there is muscle pain.',
      ],
      table: [
        ['Week', 'What', 'Where'],
        ['2', 'Blood pressure', 'general practice'],
        ['6', 'Liver values', 'general practice'],
        ['12', 'Lipids, visit', 'HospitalA, cardiology'],
      ],
    },
  },
  vaccinations: {
    title: 'Vaccination record',
    fileName: 'vaccinations.pdf',
    class: 'other',
    content: {
      heading: 'Vaccination record',
      subtitle: 'Copy of the paper record · HospitalA',
      paragraphs: ['Copied from the paper record when the patient was admitted.'],
      table: [
        ['Vaccine', 'Dose', 'Year'],
        ['Tetanus, diphtheria', 'booster', '2021'],
        ['Hepatitis B', '3 of 3', '2016'],
        ['Influenza', 'yearly', '2025'],
      ],
    },
  },
  kidneyUltrasound: {
    title: 'Ultrasound of the kidneys',
    fileName: 'ultrasound-kidneys.pdf',
    class: 'imaging',
    content: {
      heading: 'Ultrasound of the kidneys',
      subtitle: 'Nephrology, HospitalB',
      paragraphs: ['Both kidneys in their usual place, clearly visible, without stones or congestion.'],
      table: [
        ['Side', 'Length', 'Parenchyma'],
        ['right', '108 mm', '17 mm'],
        ['left', '111 mm', '18 mm'],
      ],
      closing: 'Finding: normal.',
    },
  },
} as const satisfies Readonly<Record<string, DemoDocument>>;
