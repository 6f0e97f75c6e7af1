// A page says what it needs, and how it looks with it. Loading, errors and the frame around are the app's.
import type { TemplateResult } from 'lit';
import type { Scene } from '../scene.ts';

export interface Page<Model> {
  /** Which filters the bar above offers. */
  readonly filters: readonly ('period' | 'unit' | 'agreement' | 'supplier')[];
  /** Shapes at final size while it loads; see states.css. */
  readonly skeleton: readonly string[];
  load(scene: Scene): Promise<Model>;
  title(scene: Scene, model: Model | null): string;
  render(scene: Scene, model: Model): TemplateResult;
  /** After the first drawing of a model. */
  shown?(root: HTMLElement): void;
}
