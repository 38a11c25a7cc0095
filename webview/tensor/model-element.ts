// What the views of a tensor share: an element that shows a model and follows its changes.

import { LitElement, type PropertyValues } from "lit";
import type { TensorModel } from "./model";

export abstract class ModelElement extends LitElement {
  static override properties: Record<string, object> = { model: { attribute: false } };

  declare model: TensorModel | null;
  private watched: TensorModel | null = null;
  private readonly onChange = (): void => this.requestUpdate();

  constructor() {
    super();
    this.model = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.model);
    // What changed while the element was away.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(null);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("model") && this.isConnected) this.watch(this.model);
  }

  private watch(model: TensorModel | null): void {
    if (model === this.watched) return;
    this.watched?.removeEventListener("change", this.onChange);
    this.watched = model;
    model?.addEventListener("change", this.onChange);
  }
}
